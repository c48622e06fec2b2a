"""For FORMAT_MODULE_PATH: how Django reads and writes dates and numbers in Vietnamese forms and templates."""
