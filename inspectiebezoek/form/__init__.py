"""What is asked: an XLSForm or XForm comes in, a live form that evaluates itself comes out."""
