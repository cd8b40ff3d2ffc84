using System.Linq.Expressions;
using Marten;
using Marten.Linq;

namespace MartenFacts.Running;

public class AsyncBad : ICompiledQuery<Book, Task<int>>
{
    public Expression<Func<IMartenQueryable<Book>, Task<int>>> QueryIs() => q => q.CountAsync(CancellationToken.None);
}
