namespace MartenFacts.Running;

public enum Genre
{
    Novel,
    Poetry,
}
