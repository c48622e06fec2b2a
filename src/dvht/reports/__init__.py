"""Questions across rooms: the home page and the frame of every page; writes nothing."""
