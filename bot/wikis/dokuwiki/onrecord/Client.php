<?php

namespace dokuwiki\plugin\onrecord;

use dokuwiki\HTTP\DokuHTTPClient;

/** Asks On Record over HTTP. */
class Client
{
    private const MAX_BYTES = 1000000;
    private const MAX_CHARACTERS = 2000;
    private const DOWN_SECONDS = 60;
    private const NO_CONNECTION = -100; // DokuHTTPClient's, also when nothing came in time

    private $url;
    private $timeout;

    public function __construct(string $url, int $timeout)
    {
        $this->url = $url;
        $this->timeout = max(1, $timeout);
    }

    /**
     * @param bool $keep have the answer kept at an address of its own, where On Record does that
     * @throws Failure
     */
    public function ask(string $question, bool $keep): Reply
    {
        if (mb_strlen($question) > self::MAX_CHARACTERS) {
            throw new Failure('error_long', (string) self::MAX_CHARACTERS);
        }
        return ($keep ? $this->askToKeep($question) : null) ?? new Reply($this->askOnly($question), time());
    }

    private function askToKeep(string $question): ?Reply
    {
        [$status, $json] = $this->fetch('/api/answers', json_encode(['question' => $question]));
        if ($status === 422) {
            throw $this->refused($json);
        }
        $kept = $status === 201 && is_array($json['answer'] ?? null);
        return $kept ? new Reply($json['answer'], time(), $json['id'] ?? null) : null;
    }

    private function askOnly(string $question): array
    {
        [$status, $json] = $this->fetch('/api/ask?q=' . rawurlencode($question));
        if ($status !== 200 || $json === null) {
            throw $this->refused($json);
        }
        return $json;
    }

    private function refused(?array $json): Failure
    {
        $line = $json['detail'] ?? null;
        return is_string($line) ? new Failure('error_refused', $line) : new Failure('error_answer');
    }

    /**
     * @param string|null $body JSON to be posted
     * @return array status, and what the JSON object or list holds, if it is one
     * @throws Failure
     */
    private function fetch(string $path, ?string $body = null): array
    {
        // Noted in a file: a page without an answer is not cached, and not every reader is to wait.
        $down = getCacheName($this->url, '.onrecord-down');
        if (is_file($down) && filemtime($down) > time() - self::DOWN_SECONDS) {
            throw new Failure('error_unreachable', (string) $this->timeout);
        }
        $http = new DokuHTTPClient();
        $http->timeout = $this->timeout;
        $http->max_redirect = 0;
        $http->max_bodysize = self::MAX_BYTES;
        $http->keep_alive = false;
        $http->headers['Accept'] = 'application/json';
        unset($http->headers['Accept-encoding']); // what is counted is what is kept
        $http->headers['Content-Type'] = 'application/json';
        $http->sendRequest($this->url . $path, (string) $body, $body === null ? 'GET' : 'POST');
        $status = (int) $http->status;
        if ($status === self::NO_CONNECTION) {
            io_saveFile($down, '');
            throw new Failure('error_unreachable', (string) $this->timeout);
        }
        $json = json_decode((string) $http->resp_body, true);
        return [$status, is_array($json) ? $json : null];
    }
}
