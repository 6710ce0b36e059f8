from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.rules.acts import Act
from elections.services import slate as services

from .acts import ActForm, TextField


class HoldCandidateForm(ActForm):
    """`subject`: a candidate of the slate."""

    act = Act.HOLD_CANDIDATE
    title = _("Hold a candidate")
    consequence = _("The person leaves every ballot that is not handed out yet, until released. The ballot proof has to be approved anew.")
    press = _("Hold the candidate")
    said = _("The candidate is held.")

    reason = TextField(label=_("Reason"), lines=3)

    def prepare(self) -> None:
        self.title = gettext("Hold %(name)s") % {"name": self.subject.entry.name}  # type: ignore[misc, assignment]

    def perform(self) -> Any:
        return services.hold_candidate(self.subject, actor=self.actor, reason=self.cleaned_data["reason"])


class ReleaseCandidateForm(ActForm):
    """`subject`: a candidate who is held."""

    act = Act.RELEASE_CANDIDATE
    title = _("Release a candidate")
    lead = _("The matter is settled: back on the ballot. The ballot proof has to be approved anew.")
    press = _("Release the candidate")
    said = _("The candidate is back on the ballot.")

    reason = TextField(label=_("Reason"), lines=3)

    def prepare(self) -> None:
        self.title = gettext("Release %(name)s") % {"name": self.subject.entry.name}  # type: ignore[misc, assignment]

    def perform(self) -> Any:
        return services.release_candidate(self.subject, actor=self.actor, reason=self.cleaned_data["reason"])
