"""The office's own Word templates."""

from collections.abc import Mapping

from elections.models import Organisation, WordTemplate


def word_templates(office: Organisation) -> Mapping[str, WordTemplate]:
    """Those in use, by kind of document."""
    found = WordTemplate.objects.filter(office=office, withdrawn_at=None).select_related("file", "stored_by")
    return {template.kind: template for template in found}


def word_template_for(office: Organisation, kind: str) -> WordTemplate | None:
    return WordTemplate.objects.filter(office=office, kind=kind, withdrawn_at=None).select_related("file", "office").first()
