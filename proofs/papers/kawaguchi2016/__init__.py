"""Kawaguchi (2016), Deep Learning without Poor Local Minima."""
