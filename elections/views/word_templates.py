"""Word 模板: each kind of document with the office's own template, and one to begin with."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from elections.documents.kind import Kind
from elections.documents.word_templates import first_template
from elections.forms import word_templates as forms
from elections.models import Organisation
from elections.queries import word_templates as queries
from elections.services import word_templates as services
from elections.services.files import read

from .access import reader_of, requires
from .acts import Asked, act_page
from .documents import WORD
from .files import attachment, named
from .office import READERS, office_page


@requires(READERS)
@require_safe
def word_templates(request: HttpRequest) -> HttpResponse:
    own = queries.word_templates(reader_of(request).account.office)
    context = {"lines": [(kind, own.get(kind.code)) for kind in services.templated()]}
    return office_page(request, "word_templates", "elections/word_templates/word_templates.html", context)


@requires(READERS)
@require_safe
def first(request: HttpRequest, kind: str) -> HttpResponse:
    found = _kind(reader_of(request).account.office, kind)
    if found is None:
        raise Http404
    return named(first_template(found), WORD, f"{found.title}（模板）")


@requires(READERS)
@require_safe
def own(request: HttpRequest, kind: str) -> HttpResponse:
    found = queries.word_template_for(reader_of(request).account.office, kind)
    if found is None:
        raise Http404
    return attachment(read(found.file), found.file, found.file.name.removesuffix(".docx"))


def _kind(office: Organisation, kind: str) -> Kind | None:
    return next((found for found in services.templated() if found.code == kind), None)


def _list(asked: Asked) -> str:
    return reverse("elections:word_templates")


store = act_page(forms.StoreWordTemplateForm, subject=_kind, back="elections:word_templates", cancel=_list)
withdraw = act_page(forms.WithdrawWordTemplateForm, subject=queries.word_template_for, back="elections:word_templates", cancel=_list)
