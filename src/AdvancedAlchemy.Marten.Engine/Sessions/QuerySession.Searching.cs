namespace Marten.Internal.Sessions;

public partial class QuerySession
{
    public Task<IReadOnlyList<TDoc>> SearchAsync<TDoc>(string searchTerm, string regConfig = "english", CancellationToken token = default) where TDoc : notnull =>
        Query<TDoc>().Where(d => d.Search(searchTerm, regConfig)).ToListAsync(token);

    public Task<IReadOnlyList<TDoc>> PlainTextSearchAsync<TDoc>(string searchTerm, string regConfig = "english", CancellationToken token = default) where TDoc : notnull =>
        Query<TDoc>().Where(d => d.PlainTextSearch(searchTerm, regConfig)).ToListAsync(token);

    public Task<IReadOnlyList<TDoc>> PhraseSearchAsync<TDoc>(string searchTerm, string regConfig = "english", CancellationToken token = default) where TDoc : notnull =>
        Query<TDoc>().Where(d => d.PhraseSearch(searchTerm, regConfig)).ToListAsync(token);

    public Task<IReadOnlyList<TDoc>> WebStyleSearchAsync<TDoc>(string searchTerm, string regConfig = "english", CancellationToken token = default) where TDoc : notnull =>
        Query<TDoc>().Where(d => d.WebStyleSearch(searchTerm, regConfig)).ToListAsync(token);

    public Task<IReadOnlyList<TDoc>> PrefixSearchAsync<TDoc>(string searchTerm, string regConfig = "english", CancellationToken token = default) where TDoc : notnull =>
        Query<TDoc>().Where(d => d.PrefixSearch(searchTerm, regConfig)).ToListAsync(token);
}
