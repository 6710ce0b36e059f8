from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('elections', '0002_submissions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Founding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=128)),
                ('made_at', models.DateTimeField()),
                ('wrong_tries', models.PositiveIntegerField(default=0)),
            ],
        ),
    ]
