"""Tools of the developers; none of them is needed to run Glane."""
