using AdvancedAlchemy.Marten.Testing;

namespace Orders.Tests;

public class CommandTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(2, "nonsense")]
    [InlineData(2, "load")]
    [InlineData(2, "load", "-5")]
    [InlineData(2, "load", "many")]
    [InlineData(2, "load", "5", "--writers", "0")]
    [InlineData(2, "story", "--frobnicate", "x")]
    [InlineData(0, "help")]
    [InlineData(0, "--help")]
    public async Task The_exit_code_says_what_happened(int expected, params string[] args)
    {
        var orders = await OrdersRun.StartAsync(postgres);

        var (code, output) = await orders.RunAsync(args);

        code.ShouldBe(expected, output);
        output.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_error_in_plain_words()
    {
        var (code, output) = await new OrdersRun("Host=127.0.0.1;Port=1;Username=nobody;Database=none").RunAsync();

        code.ShouldBe(1);
        output.ShouldContain("does not answer");
    }
}
