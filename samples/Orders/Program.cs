using Orders;
using Spectre.Console;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    // The first Ctrl+C ends the work cleanly, and the server with it.
    press.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};

return await OrdersApp.RunAsync(args, AnsiConsole.Console, stop.Token);
