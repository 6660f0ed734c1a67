using System.Buffers;

namespace Petitions.Frontend.Http;

/// <summary>Reads a body that must be small as a whole, whether its length was announced or it comes in chunks.</summary>
internal static class BoundedBody
{
    /// <summary>
    /// The whole body, which stays valid until the caller has advanced the reader to its end; null as soon as it is larger than
    /// <paramref name="bytesMax"/>.
    /// </summary>
    /// <exception cref="BadHttpRequestException">The client broke off or is slower than the server's limits allow.</exception>
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
