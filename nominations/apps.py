from django.apps import AppConfig


class NominationsConfig(AppConfig):
    name = "nominations"

    def ready(self) -> None:
        from elections.messages import add_sentences

        from . import sentences

        add_sentences(sentences)
