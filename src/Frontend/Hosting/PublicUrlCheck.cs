using Petitions.Frontend.Http;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// A program that others than this machine reach must know its public address. Taken from a request instead, a Host header would get into
/// pages that caches keep, and into links that are mailed.
/// </summary>
public static class PublicUrlCheck
{
    /// <param name="configuration">Has <c>Petition:PublicUrl</c>, or not.</param>
    /// <param name="urls">The addresses that the public is served at, as Kestrel reads them.</param>
    /// <exception cref="StartupException">One is not on loopback, and the public address is not set.</exception>
    public static void Run(IConfiguration configuration, IEnumerable<string> urls)
    {
        if (configuration[NetworkOptions.PublicUrlName] is not null) return;
        foreach (var url in urls)
        {
            if (SiteAddress.IsLoopback(BindingAddress.Parse(url).Host)) continue;
            throw new StartupException(
                $"ASPNETCORE_URLS has {url}, which others reach, and Petition__PublicUrl is not set: set it to the address of the public"
                + " pages, such as https://petition.example.");
        }
    }
}
