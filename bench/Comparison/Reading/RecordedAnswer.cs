using Petitions.Bench.Comparison.Servers;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Comparison.Reading;

/// <summary>An answer of this program as it is, which the bare server serves again at <c>/bytes/NAME</c>.</summary>
/// <param name="Path">Where this program has it.</param>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Tag">Its ETag.</param>
/// <param name="Bytes">Of its body.</param>
internal sealed record RecordedAnswer(string Path, string Name, string Tag, int Bytes)
{
    public string BarePath => $"/bytes/{Name}";

    /// <summary>Writes it to the folder as NAME.head and NAME.body, the way that the bare server reads it.</summary>
    public static async Task<RecordedAnswer> OfAsync(Server server, string path, string name, string folder, CancellationToken cancel)
    {
        using var http = NewClient(server);
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancel);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadAsByteArrayAsync(cancel);
        // As they came: the usual collection would write some of them in its own words.
        var headers = answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated)
            .Select(header => $"{header.Key}: {header.Value}");
        await File.WriteAllLinesAsync(System.IO.Path.Combine(folder, $"{name}.head"), headers, cancel);
        await File.WriteAllBytesAsync(System.IO.Path.Combine(folder, $"{name}.body"), body, cancel);
        return new(path, name, answer.Headers.NonValidated["ETag"].ToString(), body.Length);
    }

    /// <summary>Reads an answer and forgets it.</summary>
    public static async Task ReadAsync(Server server, string path, CancellationToken cancel)
    {
        using var http = NewClient(server);
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancel);
        answer.EnsureSuccessStatusCode();
    }

    private static HttpClient NewClient(Server server) => new(DirectHttpHandler.New()) { BaseAddress = server.Address };
}
