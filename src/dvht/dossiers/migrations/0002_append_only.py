from django.db import migrations

from dvht.audit.migrations._append_only import MakeAppendOnly


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]

    operations = [MakeAppendOnly("Delivery"), MakeAppendOnly("DeliveredFile"), MakeAppendOnly("Return"), MakeAppendOnly("ReturnedRow")]
