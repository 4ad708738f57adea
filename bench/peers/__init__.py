"""What the faces are measured against: the least that a web application can be."""
