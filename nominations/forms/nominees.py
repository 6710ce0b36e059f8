from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.forms.acts import ActForm, LateEntryForm, LetterNumberField, ScanField, TextField
from elections.rules.acts import Act
from nominations.models import Nominee, NomineeStep
from nominations.queries.nominees import accounts_at_work, accounts_named
from nominations.services import nominees as services
from nominations.services.vetting import reinstate_nominee

NO_ACCOUNT = "none"


class AccountField(forms.TypedChoiceField):
    """The account with which a nominee works here; most have none.

    Where one carries the nominee's name, a name decides nothing: somebody says whether it is the same person.
    """

    def offer(self, form: ActForm) -> None:
        nominee: Nominee = form.subject
        accounts = accounts_at_work(form.election, form.now)
        named = [] if nominee.entry.account_id else accounts_named(accounts, nominee.entry.name)
        by_key = {str(account.pk): account for account in [*named, *accounts]}
        offered = [(key, str(account)) for key, account in by_key.items()]
        nobody = gettext("works with no account here")
        self.choices = [("", "——"), *offered, (NO_ACCOUNT, nobody)] if named else [("", nobody), *offered]
        self.coerce, self.empty_value, self.required = by_key.get, None, bool(named)
        if named:
            same = gettext("An account of this name works here: %(names)s. Ask whether it is the same person, and choose.")
            self.help_text = same % {"names": "、".join(str(account) for account in named)}
        form.initial.setdefault(form_name(form, self), str(nominee.entry.account_id or ""))


def form_name(form: forms.Form, field: forms.Field) -> str:
    return next(name for name, found in form.fields.items() if found is field)


class ConsentForm(LateEntryForm):
    """`subject`: a nominee."""

    act = Act.RECORD_CONSENT
    title = _("Record a consent")
    lead = _("From the printed and signed sheet. A nominee's own account then loses what touches the own candidacy.")
    press = _("Record the consent")
    said = _("The consent is recorded.")

    accepts_other_post = forms.BooleanField(label=_("Also accepts another post"), required=False)
    sheet = ScanField(label=_("Scan of the signed sheet"), required=False)
    account = AccountField(label=_("Works here with the account"), required=False)

    rows = ("accepts_other_post", "sheet", "account")

    def prepare(self) -> None:
        self.title = gettext("%(name)s consents") % {"name": self.subject.entry.name}  # type: ignore[misc, assignment]
        self.fields["account"].offer(self)  # type: ignore[attr-defined]
        self.fields["fact_at"].label = gettext("When the sheet was signed")

    def perform(self) -> NomineeStep:
        typed = self.cleaned_data
        return services.record_consent(
            self.subject,
            actor=self.actor,
            accepts_other_post=typed["accepts_other_post"],
            sheet=self.keep("sheet", confidential=True),
            account=typed["account"],
            **self.late("given_at"),
        )


class WithdrawForm(LateEntryForm):
    """`subject`: a nominee."""

    act = Act.WITHDRAW_NOMINEE
    title = _("Record a withdrawal")
    consequence = _("The person is left out of every later list. Who withdrew can come back only by a new nomination.")
    press = _("Record the withdrawal")
    said = _("The withdrawal is recorded.")

    reason = TextField(label=_("Reason"))
    sheet = ScanField(label=_("Scan of the signed sheet"), required=False)

    rows = ("reason", "sheet")

    def prepare(self) -> None:
        self.title = gettext("%(name)s withdraws") % {"name": self.subject.entry.name}  # type: ignore[misc, assignment]
        self.fields["fact_at"].label = gettext("When the sheet was signed")

    def perform(self) -> NomineeStep:
        sheet = self.keep("sheet", confidential=True)
        typed = self.cleaned_data
        return services.withdraw_nominee(self.subject, actor=self.actor, reason=typed["reason"], sheet=sheet, **self.late("withdrawn_at"))


class ReinstateForm(ActForm):
    """`subject`: the nominee."""

    act = Act.REINSTATE_NOMINEE
    title = _("Lift a failure in the vetting")
    lead = _("Only on the superior's written reply, and by another person than who completed the vetting.")
    consequence = _("The vetting is open again: the findings are put right and it is completed anew. The failure stays on record.")
    press = _("Lift the failure")
    said = _("The failure is lifted. Put the findings right and complete the vetting anew.")

    number = LetterNumberField(label=_("Number of the reply"))
    scan = ScanField(label=_("Reply, scanned"), help_text=_("Kept confidential; opening it is recorded."))
    reason = TextField(label=_("Reason"), lines=2)

    def perform(self) -> object:
        typed = self.cleaned_data
        scan = self.keep("scan", confidential=True)
        return reinstate_nominee(self.subject, actor=self.actor, reason=typed["reason"], number=typed["number"], scan=scan)


class LinkAccountForm(ActForm):
    """`subject`: a nominee."""

    act = Act.LINK_ACCOUNT
    title = _("Name a nominee's own account")
    lead = _("The account loses from the consent on what touches the own candidacy; somebody else does it in its place.")
    press = _("Name the account")
    said = _("The account is named.")

    account = AccountField(label=_("Works here with the account"), required=False)

    def prepare(self) -> None:
        self.title = gettext("%(name)s's own account") % {"name": self.subject.entry.name}  # type: ignore[misc, assignment]
        self.fields["account"].offer(self)  # type: ignore[attr-defined]

    def perform(self) -> Any:
        return services.link_account(self.subject, actor=self.actor, account=self.cleaned_data["account"])
