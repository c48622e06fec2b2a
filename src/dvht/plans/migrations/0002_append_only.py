from django.db import migrations

from dvht.audit.migrations._append_only import MakeAppendOnly


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [MakeAppendOnly("PlanVersion")]
