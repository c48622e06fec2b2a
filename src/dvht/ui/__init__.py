"""The look: base page, components, form rendering, template tags and static files; no models."""
