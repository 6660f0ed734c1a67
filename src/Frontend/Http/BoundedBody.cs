using System.Buffers;

namespace Petitions.Frontend.Http;

/// <summary>Reads a whole body up to a limit, with a Content-Length or chunked.</summary>
internal static class BoundedBody
{
    /// <summary>
    /// The whole body, valid until the caller advances the reader to its end; null as soon as it is larger than
    /// <paramref name="bytesMax"/>.
    /// </summary>
    /// <exception cref="BadHttpRequestException">The client aborted, or is slower than the server's limits.</exception>
    public static async ValueTask<ReadOnlySequence<byte>?> ReadAsync(HttpRequest request, int bytesMax)
    {
        if (request.ContentLength > bytesMax) return null;

        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.Buffer.Length > bytesMax)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }
            if (read.IsCompleted) return read.Buffer;
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
