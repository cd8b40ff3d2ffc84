namespace AdvancedAlchemy.Marten.Tests.Identity;

public class IdGeneratorTests
{
    [Fact]
    public void Every_strategy_can_be_named_as_a_type()
    {
        Make<Guid, UuidV4>().Version.ShouldBe(4);
        Make<Guid, UuidV6>().Version.ShouldBe(6);
        Make<Guid, UuidV7>().Version.ShouldBe(7);
        Make<string, NanoId>().Length.ShouldBe(21);
    }

    private static TId Make<TId, TGenerator>() where TGenerator : IIdGenerator<TId> => TGenerator.NewId();
}
