"""The tree of organisations: schools, offices, communes and who receives whose dossier."""
