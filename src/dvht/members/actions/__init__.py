"""What the unit does to its roster and to the records of a year. Each deed is whole or not at all."""
