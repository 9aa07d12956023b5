<?php

use dokuwiki\Extension\SyntaxPlugin;
use dokuwiki\plugin\onrecord\Client;
use dokuwiki\plugin\onrecord\Failure;
use dokuwiki\plugin\onrecord\Reply;

/** The tag <onrecord question="…" /> and, with the widget, <onrecord question="…" live />. */
class syntax_plugin_onrecord extends SyntaxPlugin
{
    private const MIN_HEIGHT = 200;
    private const MAX_HEIGHT = 2000;

    private $asked = 0;
    private $page = null;

    /** Not within a footnote: DokuWiki's do not nest. */
    public function getType()
    {
        return 'baseonly';
    }

    public function getPType()
    {
        return 'block';
    }

    public function getSort()
    {
        return 155;
    }

    public function connectTo($mode)
    {
        $this->Lexer->addSpecialPattern(
            '<onrecord(?:\s+[a-z]+(?:\s*=\s*"[^"]*")?)*\s*/?>',
            $mode,
            'plugin_onrecord'
        );
    }

    /** @return string[] the attributes; one without a value is empty */
    public function handle($match, $state, $pos, Doku_Handler $handler)
    {
        preg_match_all('~\s([a-z]+)(?:\s*=\s*"([^"]*)")?~', $match, $found, PREG_SET_ORDER);
        $attributes = [];
        foreach ($found as $attribute) {
            $value = html_entity_decode($attribute[2] ?? '', ENT_QUOTES | ENT_HTML5, 'UTF-8');
            $attributes[$attribute[1]] = trim(preg_replace('/[\p{Z}\p{Cc}]+/u', ' ', $value) ?? '');
        }
        return $attributes;
    }

    public function render($mode, Doku_Renderer $renderer, $attributes)
    {
        global $ACT;

        if ($mode !== 'xhtml') return false;
        $before = $renderer->doc;
        try {
            $url = rtrim($this->getConf('url'), '/');
            if (!preg_match('~^https?://[^\s<>"\'?#]+$~i', $url)) {
                throw new Failure('error_url');
            }
            $question = $attributes['question'] ?? '';
            if (isset($attributes['live'])) {
                $renderer->doc .= $this->widget($url, $question, $attributes);
                return true;
            }
            if ($question === '') {
                throw new Failure('error_question');
            }
            $this->count($renderer);
            $client = new Client($url, (int) $this->getConf('timeout'));
            $this->answer($renderer, $client->ask($question, $ACT !== 'preview'), $question, $url);
        } catch (Failure $failure) {
            $renderer->nocache();
            $line = $this->line(
                'error',
                $this->line($failure->getMessage(), ...$failure->arguments),
                $this->time(time())
            );
            $renderer->doc = $before . '<p class="onrecord-error error">' . hsc($line) . '</p>' . DOKU_LF;
        }
        return true;
    }

    /** Lay out an answer by the renderer's own means: it escapes what is text. */
    private function answer(Doku_Renderer $renderer, Reply $reply, string $question, string $url): void
    {
        $refusal = $reply->refusal();
        $sentences = $refusal === null ? $reply->sentences() : [];
        if ($refusal === null && !$sentences) {
            throw new Failure('error_answer');
        }
        $renderer->doc .= '<div class="onrecord">' . DOKU_LF;
        $section = '';
        foreach ($sentences as $sentence) {
            if ($sentence['section'] !== $section) {
                $section = $sentence['section'];
                $renderer->p_open();
                $renderer->strong_open();
                $renderer->cdata($section);
                $renderer->strong_close();
                $renderer->p_close();
            }
            $quoted = in_array($sentence['text'], array_column($sentence['citations'], 'quote'), true);
            $quoted ? $renderer->quote_open() : $renderer->p_open();
            $renderer->cdata($sentence['text']);
            foreach ($sentence['citations'] as $citation) {
                $renderer->footnote_open();
                $this->note($renderer, $citation, $url . $reply->path($question, $citation['number']));
                $renderer->footnote_close();
            }
            $quoted ? $renderer->quote_close() : $renderer->p_close();
        }
        $lacking = $refusal ?? $reply->reason();
        if ($lacking !== '') {
            $renderer->p_open();
            $renderer->cdata($lacking);
            $renderer->p_close();
        }
        $asked = $this->line('asked', $this->time($reply->askedAt), $question);
        $renderer->doc .= '<p class="onrecord-asked"><small>';
        $renderer->externallink($url . $reply->path($question), $asked);
        $renderer->doc .= '</small></p></div>' . DOKU_LF;
    }

    /** The same source in the same words is one footnote: DokuWiki merges equal ones. */
    private function note(Doku_Renderer $renderer, array $citation, string $evidence): void
    {
        $marked = preg_match('/[“”„"«»]/u', $citation['quote']) ? 'quotation_inner' : 'quotation';
        $renderer->doc .= '<bdi>';
        $renderer->cdata($this->line($marked, $citation['quote']));
        $renderer->doc .= '</bdi>';
        foreach (['title', 'outlet', 'published'] as $place => $field) {
            if ($citation[$field] === '' && !($field === 'title' && $citation['url'] !== '')) continue;
            $renderer->doc .= ($place ? ', ' : ' ') . '<bdi>';
            if ($field === 'title' && $citation['url'] !== '') {
                $renderer->externallink($citation['url'], $citation['title'] ?: $citation['url']);
            } else {
                $renderer->cdata($citation[$field]);
            }
            $renderer->doc .= '</bdi>';
        }
        $renderer->cdata(', ');
        $renderer->externallink($evidence, $this->getLang('evidence'));
    }

    private function widget(string $url, string $question, array $attributes): string
    {
        $query = $question === '' ? [] : ['q' => $question];
        foreach (['theme' => '/^(light|dark)$/', 'lang' => '/^[a-z]{2,3}(-[A-Za-z]{2,8})?$/'] as $name => $allowed) {
            if (preg_match($allowed, $attributes[$name] ?? '')) {
                $query[$name] = $attributes[$name];
            }
        }
        if (isset($attributes['compact'])) {
            $query['compact'] = '1';
        }
        $height = (int) ($attributes['height'] ?? $this->getConf('height'));
        return '<iframe ' . buildAttributes([
            'class' => 'onrecord-widget',
            'src' => $url . '/embed' . ($query ? '?' . http_build_query($query, '', '&', PHP_QUERY_RFC3986) : ''),
            'title' => $question === '' ? 'On Record' : $this->line('widget', $question),
            'height' => max(self::MIN_HEIGHT, min(self::MAX_HEIGHT, $height)),
            'style' => 'width: 100%; border: 0',
            'sandbox' => 'allow-scripts allow-forms allow-popups allow-same-origin',
            'allow' => 'clipboard-write',
            'loading' => 'lazy',
            'referrerpolicy' => 'strict-origin',
        ]) . '></iframe>' . DOKU_LF;
    }

    private function count(Doku_Renderer $renderer): void
    {
        if ($this->page !== $renderer) {
            $this->page = $renderer;
            $this->asked = 0;
        }
        $most = (int) $this->getConf('max_per_page');
        if (++$this->asked > $most) {
            throw new Failure('error_many', (string) $most);
        }
    }

    private function line(string $key, string ...$arguments): string
    {
        return vsprintf($this->getLang($key), $arguments);
    }

    private function time(int $seconds): string
    {
        return gmdate('Y-m-d H:i', $seconds) . ' UTC';
    }
}
