from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def entered_when_submitted(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Where no late entry says otherwise, the two hours are one."""
    for request in apps.get_model("elections", "Request").objects.all():
        late = apps.get_model("elections", "LateEntry").objects.filter(act="submit_request", subject=f"elections.request:{request.pk}").first()
        request.entered_at = late.entered_at if late else request.submitted_at
        request.save(update_fields=["entered_at"])


class Migration(migrations.Migration):
    dependencies = [("elections", "0002_result_taken_back")]

    operations = [
        migrations.AddField(model_name="request", name="entered_at", field=models.DateTimeField(null=True)),
        migrations.RunPython(entered_when_submitted, migrations.RunPython.noop),
        migrations.AlterField(model_name="request", name="entered_at", field=models.DateTimeField()),
        migrations.AlterModelOptions(name="request", options={"ordering": ["pk"]}),
    ]
