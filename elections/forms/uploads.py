"""Files in forms. What was sent with a form that is refused waits on the server, so that nobody has to choose it again."""

from collections.abc import Iterator, Sequence
from secrets import token_urlsafe
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.forms.widgets import Input
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from elections.models import Account
from elections.services import held_uploads
from elections.services.files import MAX_BYTES
from elections.services.held_uploads import HeldUpload

TEMPLATE = "components/held_upload.html"
HELD, DROP = "held", "drop"  # what the page sends back beside the field


class UploadInput(Input):
    """Chooses a file, and below it says which one is held. Not one of Django's own: of those crispy would show the field alone."""

    input_type = "file"
    needs_multipart_form = True
    held: HeldUpload | None = None

    def format_value(self, value: Any) -> None:
        """A browser never takes a file's name from a page."""
        return

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.get(name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files

    def use_required_attribute(self, initial: Any) -> bool:
        return super().use_required_attribute(initial) and self.held is None

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        field = super().render(name, value, attrs, renderer)
        return field + render_to_string(TEMPLATE, {"held": self.held, "name": name}) if self.held else field


class UploadField(forms.FileField):
    widget: UploadInput  # type: ignore[assignment]
    gone = False

    def __init__(self, *, accept: str, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 120)
        super().__init__(widget=UploadInput(attrs={"accept": accept}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """A page that said the file is held must not be taken over without it."""
        if self.gone and not data:
            raise forms.ValidationError(gettext("This file was kept for an hour and is gone now. Choose it again, or send without it."))
        return super().clean(data, initial)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """A row of a grid in which nothing else was typed is looked at too."""
        return self.gone or super().has_changed(initial, data)

    def is_worth_holding(self, content: bytes) -> bool:
        return 0 < len(content) <= MAX_BYTES


class EvidenceField(UploadField):
    """What is stored as a file of the office."""

    def is_worth_holding(self, content: bytes) -> bool:
        return held_uploads.is_acceptable(content)


class HoldingForm(forms.Form):
    """`once` is the form's own token. `hold_uploads()` once it is refused, `release_uploads()` once it is done."""

    holds_uploads: ClassVar[bool] = True  # not where the file may be kept nowhere

    once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["once"].initial = token_urlsafe(16)
        gone = self._take_held()
        self.prepare()
        for key, _part, _name, field in self._uploads():
            field.gone = key in gone

    def prepare(self) -> None:
        """Choices, initial values and help that depend on the election, the subject or the day."""

    def parts(self) -> Sequence[forms.Form]:
        """The form, and the rows that are forms of their own."""
        return [self]

    def hold_uploads(self) -> None:
        for key, part, name, field in self._uploads():
            upload = self.files.get(key)
            if upload is not None and key not in self._held:
                self._hold(key, field, upload, is_faulty=name in part.errors)
            field.widget.held = self._held.get(key)

    def release_uploads(self) -> None:
        for key, _part, _name, _field in self._uploads():
            held_uploads.drop(self.actor, self._token, key)

    @property
    def _token(self) -> str:
        return self.data.get("once", "") if self.holds_uploads else ""

    def _take_held(self) -> set[str]:
        """What the page says is held comes along, unless another file was chosen or it is dropped. Returns what is gone meanwhile."""
        self._held: dict[str, HeldUpload] = {}
        wanted = [key.removesuffix(f"-{HELD}") for key in self.data if key.endswith(f"-{HELD}")] if self._token else []
        for key in [key for key in wanted if f"{key}-{DROP}" in self.data]:
            held_uploads.drop(self.actor, self._token, key)
            wanted.remove(key)
        missing = [key for key in wanted if key not in self.files]
        self._held = {key: found for key in missing if (found := held_uploads.find(self.actor, self._token, key))}
        if self._held:
            self.files = self.files.copy()
            for key, held in self._held.items():
                self.files[key] = SimpleUploadedFile(held.name, held.content, held.media_type)
        return set(missing) - self._held.keys()

    def _uploads(self) -> Iterator[tuple[str, forms.Form, str, UploadField]]:
        for part in self.parts() if self._token else ():
            for name, field in part.fields.items():
                if isinstance(field, UploadField):
                    yield part.add_prefix(name), part, name, field

    def _hold(self, key: str, field: UploadField, upload: "UploadedFile[bytes]", *, is_faulty: bool) -> None:
        """A file that is itself at fault is not held, nor the one that it was to replace."""
        upload.seek(0)
        content = upload.read()
        if is_faulty or not field.is_worth_holding(content):
            held_uploads.drop(self.actor, self._token, key)
            return
        self._held[key] = HeldUpload(upload.name or "", upload.content_type or "", content)
        held_uploads.hold(self.actor, self._token, key, self._held[key])
