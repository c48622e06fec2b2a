"""Official papers as blocks (Nghị định 30/2020/NĐ-CP), rendered to DOCX and PDF, and bound into volumes."""
