from django.apps import AppConfig


class NominationsConfig(AppConfig):
    name = "nominations"

    def ready(self) -> None:
        from elections import labels as words
        from elections.messages import add_sentences

        from . import labels, sentences

        add_sentences(sentences)
        words.PARAMETERS |= labels.PARAMETERS  # type: ignore[operator]
