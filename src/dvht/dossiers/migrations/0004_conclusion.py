from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0003_append_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='submission',
            name='concluded',
            field=models.CharField(blank=True, max_length=300, verbose_name='kết luận thẩm định'),
        ),
    ]
