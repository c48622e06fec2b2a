"""Lists of members as workbooks."""
