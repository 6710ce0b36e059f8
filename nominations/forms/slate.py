from django.utils.translation import gettext_lazy as _

from elections.forms.acts import ActForm, TextField
from elections.rules.acts import Act
from nominations.queries.slate import slate_outlook
from nominations.services.slate import hand_over_slate


class CertifySlateForm(ActForm):
    """Everybody left on the approved list becomes a candidate."""

    act = Act.CERTIFY_SLATE
    title = _("Settle the slate of candidates")
    lead = _("From here on they are candidates. A later slate takes the place of an earlier one until the first ballot is handed out.")
    press = _("Settle the slate")
    said = _("The slate is settled; they are candidates now.")

    reason = TextField(label=_("Reason where a composition target is missed"), lines=2, required=False)
    order_reason = TextField(label=_("Reason where somebody was placed by hand"), lines=2, required=False)

    def prepare(self) -> None:
        self.outlook = slate_outlook(self.election, self.now)
        if self.outlook is None or not self.outlook.composition:
            self.fields["reason"].help_text = _("Not needed: every target is reached.")

    def perform(self) -> object:
        typed = self.cleaned_data
        return hand_over_slate(self.election, actor=self.actor, reason=typed["reason"], order_reason=typed["order_reason"])
