"""The tests of a round of citizens share their builders."""
