"""How Django forms are drawn in our look, and the field for several files at once."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.forms import ClearableFileInput, FileField
from django.forms.renderers import TemplatesSetting


class HouseRenderer(TemplatesSetting):
    """Draws `{{ form }}` and `{{ form.x.as_field_group }}` like `{% field form.x %}`.

    The widgets themselves come from ui/templates/django/forms, so "dvht.ui" must precede "django.forms"
    in INSTALLED_APPS.
    """

    form_template_name = "ui/form/form.html"
    field_template_name = "ui/form/group.html"


class FilesInput(ClearableFileInput):
    allow_multiple_selected = True


class FilesField(FileField):
    """Several files at once; cleans to a list, empty when none came. For `ui/dropzone.html`."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        files = data if isinstance(data, list | tuple) else [data]
        cleaned = [super(FilesField, self).clean(file, initial) for file in files]
        return [file for file in cleaned if file]
