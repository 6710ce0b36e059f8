"""The office's own Word template for a kind of document. `subject`: the kind, or the template."""

from django.utils.translation import gettext_lazy as _

from elections.rules.acts import Act
from elections.services.word_templates import store_word_template, withdraw_word_template

from .acts import ActForm
from .uploads import EvidenceField


class StoreWordTemplateForm(ActForm):
    act = Act.STORE_WORD_TEMPLATE
    part = _("Word templates")
    title = _("An own Word template")
    press = _("Take over the template")
    said = _("The template is in use. Papers of this kind can be opened in it.")

    template = EvidenceField(
        label=_("Word file"),
        accept=".docx",
        help_text=_("Fields stand in double brackets, as in {{标题}}. The template to begin with has them all."),
    )

    def prepare(self) -> None:
        self.lead = self.subject.title  # type: ignore[misc]

    def perform(self) -> object:
        upload = self.cleaned_data["template"]
        return store_word_template(self.office, self.subject, actor=self.actor, name=upload.name or "", content=upload.read())


class WithdrawWordTemplateForm(ActForm):
    act = Act.WITHDRAW_WORD_TEMPLATE
    part = _("Word templates")
    title = _("Withdraw the template")
    consequence = _("From now on papers of this kind come as PDF alone. What was printed stays as it is.")
    press = _("Withdraw the template")
    said = _("The template is withdrawn.")

    def perform(self) -> object:
        return withdraw_word_template(self.subject, actor=self.actor)
