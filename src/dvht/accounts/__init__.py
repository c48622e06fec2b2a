"""Users, roles and sign-in; who may; the pages that administer units and users."""
