"""Answers as files. Each writer takes what all formats share (`Document`) and gives bytes."""
