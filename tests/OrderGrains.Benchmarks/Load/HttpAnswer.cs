using System.Net.Sockets;
using System.Text;

namespace OrderGrains.Benchmarks.Load;

/// <summary>Reads one answer, with a length or in chunks.</summary>
internal static class HttpAnswer
{
    /// <summary>True for a 200.</summary>
    /// <param name="socket">Where it comes from.</param>
    /// <param name="buffer">Holds it whole.</param>
    /// <param name="mayRefuse">A 5xx is false, and no failure.</param>
    /// <exception cref="InvalidOperationException">Another status, or no end within the buffer.</exception>
    public static async ValueTask<bool> ReadAsync(Socket socket, byte[] buffer, bool mayRefuse)
    {
        var length = 0;
        do
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            length += read;
            if (read == 0 || length == buffer.Length)
            {
                throw new InvalidOperationException($"The answer ends early or is too long: {Text(buffer, length)}");
            }
        }
        while (!IsWhole(buffer.AsSpan(0, length)));

        var good = buffer.AsSpan(0, length).StartsWith("HTTP/1.1 200 "u8);
        return good || (mayRefuse && buffer.AsSpan(0, length).StartsWith("HTTP/1.1 5"u8))
            ? good
            : throw new InvalidOperationException($"Not 200: {Text(buffer, length)}");
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var body = answer[(head + 4)..];
        var at = answer[..head].IndexOf("Content-Length: "u8);
        return at < 0
            ? body.EndsWith("0\r\n\r\n"u8)
            : System.Buffers.Text.Utf8Parser.TryParse(answer[(at + 16)..], out int length, out _) && body.Length >= length;
    }

    private static string Text(byte[] buffer, int length) => Encoding.UTF8.GetString(buffer, 0, Math.Min(length, 400));
}
