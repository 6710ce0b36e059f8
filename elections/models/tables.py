"""How the first migration of an app makes its tables: all at once."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel, SeparateDatabaseAndState
from django.db.migrations.state import ProjectState


class CreateTables(SeparateDatabaseAndState):
    """One table for each CreateModel. Left to themselves, each of ninety would draw up all models it is connected with anew: an office's
    first start, and each run of the suite, waited six seconds for that.
    """

    def __init__(self, state_operations: list[CreateModel]) -> None:
        super().__init__(state_operations=state_operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        vars(state).pop("apps", None)  # drawn up once, when all are known
        super().state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in self.state_operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in reversed(self.state_operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)
