"""How Django forms are drawn in our look."""

from django.forms.renderers import TemplatesSetting


class HouseRenderer(TemplatesSetting):
    """Draws `{{ form }}` and `{{ form.x.as_field_group }}` like `{% field form.x %}`.

    The widgets themselves come from ui/templates/django/forms, so "dvht.ui" must precede "django.forms"
    in INSTALLED_APPS.
    """

    form_template_name = "ui/form/form.html"
    field_template_name = "ui/form/group.html"
