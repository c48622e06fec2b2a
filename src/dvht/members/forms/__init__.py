"""What the browser sends about members."""
