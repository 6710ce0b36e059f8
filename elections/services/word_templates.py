"""Word 模板: taken over once everything it asks for is a field of its kind, and filled with the facts of a document."""

from collections.abc import Iterator

from elections.documents.kind import Kind
from elections.documents.word_templates import TemplateFault, unknown_fields
from elections.models import Account, Organisation, WordTemplate
from elections.rules.acts import Act
from elections.rules.issues import Issue, refuse_if

from . import files
from .acting import office_act
from .documents import kinds


def templated() -> list[Kind]:
    """The kinds that an office may write its own way. What voters receive in numbers keeps its form."""
    return [kind for kind in kinds().values() if not kind.in_numbers]


def store_word_template(office: Organisation, kind: Kind, *, actor: Account, name: str, content: bytes) -> WordTemplate:
    """Takes the place of the one in use. The same file again is nothing."""
    refuse_if(_template_issues(kind, content))
    kept = files.keep_bytes(content)
    with office_act(Act.STORE_WORD_TEMPLATE, office, actor) as act:
        standing = WordTemplate.objects.select_for_update(of=("self",)).filter(office=act.office, kind=kind.code, withdrawn_at=None)
        before = standing.select_related("file").first()
        if before is not None and before.file.sha256 == kept.sha256:
            act.repeats()
            return before
        standing.update(withdrawn_at=act.now, withdrawn_by=act.officer)
        stored = files.enter(act, kept, name=name, confidential=False)
        made = WordTemplate.objects.create(office=act.office, kind=kind.code, file=stored, stored_at=act.now, stored_by=act.officer)
        act.record(made, kind=kind.code, file=kept.sha256)
        return made


def withdraw_word_template(template: WordTemplate, *, actor: Account) -> WordTemplate:
    """From now on papers of this kind come as PDF alone."""
    with office_act(Act.WITHDRAW_WORD_TEMPLATE, template.office, actor) as act:
        template = WordTemplate.objects.select_for_update().get(pk=template.pk)
        if template.withdrawn_at is not None:
            act.repeats()
            return template
        template.withdrawn_at, template.withdrawn_by = act.now, act.officer
        template.save(update_fields=["withdrawn_at", "withdrawn_by"])
        act.record(template, kind=template.kind)
        return template


def _template_issues(kind: Kind, content: bytes) -> Iterator[Issue]:
    try:
        unknown = unknown_fields(content, kind)
    except TemplateFault as fault:
        yield fault.issue
        return
    if unknown:
        yield Issue("word_fields_unknown", {"title": kind.title, "fields": "、".join(unknown)})
