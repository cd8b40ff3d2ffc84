namespace Benchmarks;

/// <summary>What entries refer to.</summary>
public class Topic
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public static Topic Make(int number) => new() { Id = IdOf(number), Name = "topic " + number };

    public static Guid IdOf(int number) => new(number, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8);
}
