"""公推直选公告 and the open letters."""

from django.urls import reverse

from elections.forms import announcements as forms
from elections.models import Notice

from .acts import Asked, act_page


def _to_notice(asked: Asked, made: object = None) -> str:
    """Where it is hung up and passed on."""
    if asked.election is None or not isinstance(made, Notice):
        return reverse("elections:mobilisation", args=[asked.election.code if asked.election else ""])
    return reverse("elections:notice", args=[asked.election.code, made.pk])


announce = act_page(forms.AnnounceElectionForm, back=_to_notice, template="elections/mobilisation/announce.html")
prepare_letters = act_page(forms.OpenLettersForm)
