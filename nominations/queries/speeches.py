"""竞职演说: the trainings so far, with what was said of each speaker."""

from elections.models import Election
from nominations.models import SpeechTraining


def trainings_of(election: Election) -> list[SpeechTraining]:
    return list(SpeechTraining.objects.filter(election=election).prefetch_related("comments__nominee__entry"))
