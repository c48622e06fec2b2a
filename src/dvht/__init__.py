"""Đơn vị học tập: the learning year of a unit, from plan to recognition."""
