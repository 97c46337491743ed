"""What an ordonnance is made of: values that cannot be wrong once made."""
