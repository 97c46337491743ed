"""Préséries kept in the base: what is written in their registers, their traces, their balance."""
