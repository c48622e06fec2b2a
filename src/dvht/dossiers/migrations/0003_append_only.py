from django.db import migrations

from dvht.audit.migrations._append_only import MakeAppendOnly


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_authority")]

    operations = [MakeAppendOnly("Delivery"), MakeAppendOnly("DeliveredFile"), MakeAppendOnly("Return"), MakeAppendOnly("ReturnedRow")]
