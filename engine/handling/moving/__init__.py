"""What happens to a case from outside its diagram: it goes on by another version, or by a way that is not drawn."""
