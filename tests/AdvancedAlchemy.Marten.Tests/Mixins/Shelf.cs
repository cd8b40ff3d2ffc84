namespace AdvancedAlchemy.Marten.Tests.Mixins;

public static partial class Shelf
{
    public partial class Box<T> where T : notnull
    {
        public partial class Item : UuidDocument, ISlugged, IAudited
        {
            public string Name { get; set; } = "";

            public T? Content { get; set; }
        }
    }
}
