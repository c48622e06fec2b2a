"""The pages of panels and of examination; each module is named by urls."""
