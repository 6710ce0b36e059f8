"""竞职演说: training and mock speeches, with what was said of each speaker."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from elections.models import Account, Election
from elections.rules.acts import Act
from elections.rules.issues import Issue
from elections.services.acting import ElectionAct, election_act
from nominations.models import Nominee, SpeechComment, SpeechTraining
from nominations.queries.lists import finalists


def record_speech_training(
    election: Election,
    *,
    actor: Account,
    kind: SpeechTraining.Kind,
    trainer: str,
    place: str,
    comments: Mapping[Nominee, str],
    held_at: datetime | None = None,
    late_reason: str = "",
) -> SpeechTraining:
    """`comments` names everybody who took part; of a mock speech each gets a comment."""
    with election_act(Act.RECORD_SPEECH_TRAINING, election, actor, fact_at=held_at, late_reason=late_reason) as act:
        same = SpeechTraining.objects.filter(election=act.election, kind=kind, trainer=trainer, place=place, held_at=act.fact_at)
        standing = same.first()
        if standing is not None:
            said = {row.nominee.entry.name: row.text for row in standing.comments.select_related("nominee__entry")}
            act.repeats(said, **{nominee.entry.name: text for nominee, text in comments.items()})
            return standing
        act.refuse(_issues(act, kind, trainer, comments))
        made = SpeechTraining.objects.create(
            election=act.election,
            kind=kind,
            trainer=trainer,
            place=place,
            held_at=act.fact_at,
            entered_at=act.now,
            entered_by=act.officer,
        )
        for nominee, text in comments.items():
            SpeechComment.objects.create(training=made, nominee=nominee, text=text)
        words = {nominee.entry.name: text for nominee, text in comments.items()}
        act.record(made, kind=kind.value, people=len(comments), detail={"trainer": trainer, "place": place, "comments": words})
        return made


def _issues(act: ElectionAct, kind: SpeechTraining.Kind, trainer: str, comments: Mapping[Nominee, str]) -> Iterator[Issue]:
    if not trainer.strip():
        yield Issue("training_without_trainer", {})
    if not comments:
        yield Issue("training_without_people", {})
    known = {nominee.pk for nominee in finalists(act.election)}
    for nominee, text in comments.items():
        if nominee.pk not in known:
            yield Issue("nominee_not_on_list", {"name": nominee.entry.name})
        elif kind == SpeechTraining.Kind.MOCK_SPEECH and not text.strip():
            yield Issue("mock_speech_without_comment", {"name": nominee.entry.name})
